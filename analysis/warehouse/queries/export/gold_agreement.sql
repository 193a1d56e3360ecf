FROM gold_agreement
ORDER BY model_id, question, grouping, member, class, figure

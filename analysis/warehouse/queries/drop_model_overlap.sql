-- What stands of pairs of models that have no article in common any more.
DELETE FROM model_overlap AS old
WHERE $model_id IN (old.model_id, old.earlier_id)
    AND NOT EXISTS (
        FROM incoming AS common
        WHERE common.model_id = old.model_id
            AND common.earlier_id = old.earlier_id
            AND common.question = old.question
    )

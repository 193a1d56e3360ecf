SELECT reason, count(*) AS rejects FROM reject GROUP BY reason ORDER BY rejects DESC, reason

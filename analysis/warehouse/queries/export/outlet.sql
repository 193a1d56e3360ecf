FROM outlet
ORDER BY outlet

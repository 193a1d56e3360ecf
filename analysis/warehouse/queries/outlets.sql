SELECT * FROM outlet

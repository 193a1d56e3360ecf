SELECT * FROM host_rules

-- A reader's SQL reads this file and nothing else of the machine.
SET enable_external_access = false;
SET lock_configuration = true;

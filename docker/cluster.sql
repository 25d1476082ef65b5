-- Who asks whether a node is Synced: an account that may see nothing.
CREATE USER IF NOT EXISTS haproxy@'%';
-- Rapport speaks TLS to its database or not at all.
ALTER USER IF EXISTS rapport@'%' REQUIRE SSL;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where rsyslog-postgresql.conf stores duly's events. To be run once, and again after an update:
--
--   sudo -u postgres createuser duly_log
--   sudo -u postgres createdb -E UTF8 -T template0 duly
--   sudo -u postgres psql -d duly -f postgresql.sql
--
-- rsyslogd runs as root; so that it may come in as duly_log through the local socket, without a
-- password, say before the other lines
--   in pg_hba.conf:    local  duly  duly_log  peer map=duly
--   in pg_ident.conf:  duly   root  duly_log
-- Install: postgresql. duly_log may only add events: it can neither read nor change what is there.

BEGIN;

CREATE TABLE IF NOT EXISTS duly_event (
    host  text        NOT NULL,
    run   text        NOT NULL, -- one life of the daemon
    seq   bigint      NOT NULL, -- rises by one with each event of a machine, over all runs
    at    timestamptz NOT NULL, -- when it happened
    event jsonb       NOT NULL,
    taken timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (host, run, seq)
);
CREATE INDEX IF NOT EXISTS duly_event_seq ON duly_event (host, seq);
CREATE INDEX IF NOT EXISTS duly_event_id ON duly_event (host, (event ->> 'id'), seq DESC)
    WHERE event ? 'id';

-- What called itself duly and is no event.
CREATE TABLE IF NOT EXISTS duly_unread (
    taken  timestamptz NOT NULL DEFAULT now(),
    host   text        NOT NULL,
    body   text        NOT NULL,
    reason text        NOT NULL
);

-- Events come at least once: one that is there already is passed over. It never fails for what it
-- is given: rsyslog sends many events in one transaction, and gives them up together.
CREATE OR REPLACE PROCEDURE duly_take(host text, at text, body text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO duly_event (host, run, seq, at, event)
    SELECT duly_take.host, e ->> 'run', (e ->> 'seq')::bigint,
           coalesce(e ->> 'at', duly_take.at)::timestamptz, e
    FROM (SELECT duly_take.body::jsonb) AS b (e)
    ON CONFLICT DO NOTHING;
EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
    INSERT INTO duly_unread (host, body, reason) VALUES (duly_take.host, duly_take.body, SQLERRM);
END
$$;
REVOKE ALL ON PROCEDURE duly_take FROM PUBLIC;
GRANT EXECUTE ON PROCEDURE duly_take TO duly_log;

-- The last word about each finding.
CREATE OR REPLACE VIEW finding AS
SELECT DISTINCT ON (host, event ->> 'id')
    host,
    event ->> 'id'                          AS id,
    event ->> 'event' <> 'FINDING_RESOLVED' AS open,
    event ->> 'sev'                         AS severity,
    event ->> 'rule'                        AS rule,
    event ->> 'case'                        AS "case",
    event ->> 'state'                       AS state,
    event ->> 'due'                         AS due,
    event ->> 'path'                        AS path,
    event ->> 'line'                        AS line,
    event ->> 'msg'                         AS message,
    event ->> 'event'                       AS event,
    seq,
    at
FROM duly_event
WHERE event ? 'id'
ORDER BY host, event ->> 'id', seq DESC;

-- Events that never came, by machine: `duly events --since FIRST --resend` there sends them
-- again. What lies before the first event that ever came is not missed.
CREATE OR REPLACE VIEW gap AS
SELECT host, last_seen + 1 AS first, seq - 1 AS last, seq - 1 - last_seen AS missing, at AS before
FROM (
    SELECT host, seq, at,
           coalesce(lag(seq) OVER (PARTITION BY host, run ORDER BY seq),
                    (SELECT max(o.seq) FROM duly_event o WHERE o.host = e.host AND o.seq < e.seq))
               AS last_seen
    FROM duly_event e
) AS pair
WHERE seq > last_seen + 1
ORDER BY host, seq;

-- Machines whose hourly HEARTBEAT is overdue.
CREATE OR REPLACE VIEW silent AS
SELECT host, max(at) AS last_heard, now() - max(at) AS silent_for
FROM duly_event
GROUP BY host
HAVING max(at) < now() - interval '2 hours';

COMMIT;

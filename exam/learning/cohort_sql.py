"""What is asked of a cohort's tables, in SQL; docs/cohort.md has the same for whoever has a warehouse."""

MOST_SAT = """
SELECT bank, preset,
    arg_max(bank_title, started_at) AS bank_title,
    arg_max(preset_title, started_at) AS preset_title,
    count(DISTINCT learner) AS people
FROM attempts
WHERE mode = 'exam' AND NOT drill AND bank = coalesce($bank, bank) AND preset = coalesce($preset, preset)
GROUP BY bank, preset
ORDER BY people DESC, bank, preset
LIMIT 1
"""

FIRST_EXAMS = """
CREATE TABLE first_exams AS
SELECT attempt, passed, ended_at
FROM (
    SELECT *, row_number() OVER (PARTITION BY learner ORDER BY started_at, attempt) AS nth
    FROM attempts
    WHERE bank = $bank AND preset = $preset AND mode = 'exam' AND NOT drill
) AS numbered
WHERE nth = 1
"""

ANSWERS = """
CREATE VIEW answers AS
SELECT responses.*, outcome = 'correct' AS correct, outcome <> 'not_reached' AS seen, passed, ended_at
FROM responses JOIN first_exams USING (attempt)
"""

SHEETS = """
CREATE TABLE sheets AS
SELECT attempt,
    count(*) AS questions,
    count(*) FILTER (WHERE correct) AS score,
    count(*) FILTER (WHERE seen) AS asked,
    string_agg(item, ' ' ORDER BY item) AS paper
FROM answers
GROUP BY attempt
"""

OWN_PAPERS = """
SELECT count(*) AS people, questions, sum(score) AS total, sum(score * score) AS squares
FROM sheets
GROUP BY questions
ORDER BY people DESC, questions
LIMIT 1
"""

SAME_PAPER = """
SELECT count(*) AS people, questions, sum(score) AS total, sum(score * score) AS squares, paper
FROM sheets
GROUP BY paper, questions
ORDER BY people DESC, paper
LIMIT 1
"""

RIGHT_OF_SAME_PAPER = """
SELECT item, count(*) FILTER (WHERE correct) AS correct
FROM answers JOIN sheets USING (attempt)
WHERE paper = $paper
GROUP BY item
"""

ITEMS = """
SELECT item,
    arg_max(section, ended_at) AS section,
    count(*) FILTER (WHERE correct) AS correct,
    count(*) AS showings,
    median(seconds) AS seconds,
    count(*) FILTER (WHERE asked > 1) AS pairs,
    CASE WHEN var_pop(beside) >= 1e-10 AND var_pop(one) > 0 THEN corr(one, beside) END AS discrimination
FROM (
    SELECT item, section, ended_at, seconds, correct, asked,
        CASE WHEN asked > 1 THEN CASE WHEN correct THEN 1.0 ELSE 0.0 END END AS one,
        CASE WHEN asked > 1 THEN (score - CASE WHEN correct THEN 1.0 ELSE 0.0 END) / (asked - 1) END AS beside
    FROM answers JOIN sheets USING (attempt)
    WHERE seen
) AS beside_the_rest
GROUP BY item
ORDER BY item
"""

DISTRACTORS = """
SELECT item, home,
    count(*) AS offered,
    count(*) FILTER (WHERE list_contains(chosen, home)) AS chosen,
    count(*) FILTER (WHERE passed) AS offered_passing,
    count(*) FILTER (WHERE passed AND list_contains(chosen, home)) AS chosen_passing,
    count(*) FILTER (WHERE passed AND correct) AS right_passing
FROM (
    SELECT item, chosen, passed, correct, unnest(offered) AS home
    FROM answers
    WHERE seen AND kind <> 'reversed'
) AS options
WHERE home <> item
GROUP BY item, home
ORDER BY item, chosen DESC, offered DESC, home
"""

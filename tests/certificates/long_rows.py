"""Rows that are too long (E217, section 15 of certificate-format.md): in binary32 they have more than 8 million terms, so no certificate of the corpus has one.

Here the rows of ftcheck.py run in a format of 4 digits, in which 6 terms are allowed and 7 are not: (N + 1) u <= 1/2. Used by rule_mutants.py."""
from fractions import Fraction

import execution_truth

DIGITS, OMEGA = 4, 30


def expected(terms):
    """The enclosure by execution_truth.py, or None where there is none."""
    short = execution_truth.Format(DIGITS, 1 - OMEGA, OMEGA)
    try:
        return execution_truth.row([Fraction(1)] * (terms + 1), [(Fraction(0), Fraction(0))] + [(Fraction(1, 3), Fraction(1, 8))] * (terms - 1), short)
    except execution_truth.Overflow:
        return None


def check(executions, failure):
    """(name, None or what is wrong); executions: the module ftcheck_execution, failure: the exception of ftcheck_read."""
    short = executions.Format("short", DIGITS, OMEGA)
    for terms in range(1, 12):
        row = executions.Row([Fraction(1)] * (terms + 1), short, 7, "layer 2")
        try:
            found = row([0] + [1] * (terms - 1), 3, [0] + [1] * (terms - 1), 8)
        except failure as problem:
            said = (problem.code, problem.line, problem.text) == ("E217", 7, "layer 2: a row of %d terms is too long for short" % terms)
            found = None if said else problem
        yield "a row of %d terms" % terms, None if found == expected(terms) and (found is None) == (terms > 6) else "found %s" % (found,)

"""What the law and the networks demand, each rule a small function of what was really served.

The rules are our reading of public guidance, not legal advice.
"""

from disclosures.compliance.served import RedirectAnswer, Served
from disclosures.compliance.table import assess
from disclosures.compliance.verdicts import Verdict, failed, not_applicable, passed

__all__ = ["RedirectAnswer", "Served", "Verdict", "assess", "failed", "not_applicable", "passed"]

"""Questions as a package of QTI 2.1, which most systems read."""

from exam.formats.exports.outgoing import Outgoing, Written
from exam.formats.exports.qti_package import package
from exam.formats.exports.qti_xml import Dialect

QTI_2_1 = Dialect(
    version="2.1",
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p1",
    schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1p1.xsd",
    templates="http://www.imsglobal.org/question/qti_v2p1/rptemplates/",
    package_namespace="http://www.imsglobal.org/xsd/imscp_v1p1",
    package_schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
    package_name="QTIv2.1 Package",
    package_version="1.0.0",
    item_type="imsqti_item_xmlv2p1",
    test_type="imsqti_test_xmlv2p1",
)


def write_qti2(outgoing: Outgoing) -> Written:
    """A zip of items, a test and pictures; what stands beside a question is a part of its item."""
    return package(outgoing, QTI_2_1)

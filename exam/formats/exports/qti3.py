"""Questions as a package of QTI 3.0."""

from exam.formats.exports.outgoing import Outgoing, Written
from exam.formats.exports.qti_package import package
from exam.formats.exports.qti_xml import Dialect

QTI_3_0 = Dialect(
    version="3.0",
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    templates="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/",
    package_namespace="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    package_schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    package_name="QTI Package",
    package_version="3.0.0",
    item_type="imsqti_item_xmlv3p0",
    test_type="imsqti_test_xmlv3p0",
    stimulus_type="imsqti_stimulus_xmlv3p0",
    hyphens=True,
)


def write_qti3(outgoing: Outgoing) -> Written:
    """A zip of items, a test, pictures, and a stimulus for all that stands beside questions."""
    return package(outgoing, QTI_3_0)

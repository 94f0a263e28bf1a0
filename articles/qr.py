"""QR codes as SVG, for paper."""

import segno


def svg(address):
    """Return the QR code of an address as SVG, with the quiet border that it needs; a seventh of it may be soiled."""
    code = segno.make_qr(address, error="m")
    return code.svg_inline(svgclass="paper__code", lineclass=None, omitsize=True, border=4)

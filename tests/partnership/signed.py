"""Signing for tests: the shortest way to a signed agreement."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from partnership import service
from partnership.services import sign
from studio import clock, ids
from studio.identity import Actor

PASSWORD = "rowan-berry"
PAGE = b"%PDF-1.7\n% a scanned page of signatures\n"


def open_round(manager: Actor, draft: str, turns: list[list[str]] | None = None, name: str = "For signature") -> str:
    """A round on the present text; everybody in one turn unless told otherwise."""
    loaded = service.load(manager, draft)
    everybody = [[partner.id for partner in loaded.agreement.partners]]
    return sign.open_round(
        manager, draft, revision=loaded.revision, name=name, turns=turns or everybody, key=ids.new("key")
    )


def signed_by_all(manager: Actor, draft: str) -> str:
    """Let every partner sign the present text on one scanned page; returns the agreement's id."""
    open_round(manager, draft)
    partners = [partner.id for partner in service.load(manager, draft).agreement.partners]
    sign.bring_scan(manager, draft, partners, "signatures.pdf", PAGE, clock.today())
    return draft


def certificate(name: str) -> bytes:
    """A PKCS#12 file as a certification authority hands it out, made here."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(
            x509.KeyUsage(
                **dict.fromkeys(
                    ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False
                ),
                digital_signature=True,
                content_commitment=True,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        name.encode(), key, made, None, BestAvailableEncryption(PASSWORD.encode())
    )

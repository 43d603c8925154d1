"""The page where a partner seals the signed PDF: plain, so that certificate and password pass through nothing else."""

from __future__ import annotations

from urllib.parse import quote

import anyio.to_thread
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from partnership import sealing
from partnership.export import ExportedFile
from partnership.services import signing
from studio.errors import Invalid, StudioError
from studio.messages import explain
from studio.web import actor_of, page, status_of, words_for


def _form(request: Request, status: int = 200, message: str = "") -> Response:
    back = f"/agreement-signing?id={quote(request.path_params['id'])}"
    return page(request, "seal.html", status, message=message, back=back)


async def ask(request: Request) -> Response:
    names = request.path_params
    try:
        actor = await anyio.to_thread.run_sync(actor_of, request)
        await anyio.to_thread.run_sync(signing.sealable, actor, names["id"], names["round"])
    except StudioError as error:
        return page(request, "error.html", status_of(error), message=explain(error, words_for(request)))
    return _form(request)


async def seal(request: Request) -> Response:
    names = request.path_params
    try:
        actor = await anyio.to_thread.run_sync(actor_of, request)
        certificate, so_far, password = await _brought(request)

        def sealed() -> ExportedFile:
            return signing.sealed(actor, names["id"], names["round"], certificate, password, so_far)

        file = await anyio.to_thread.run_sync(sealed)
    except StudioError as error:
        return _form(request, status_of(error), explain(error, words_for(request)))
    return Response(
        file.content,
        media_type=file.media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}",
            "Cache-Control": "no-store, private",
        },
    )


async def _brought(request: Request) -> tuple[bytes, bytes, str]:
    """Certificate, PDF so far, password."""
    declared = request.headers.get("content-length", "")
    if not declared.isdecimal() or int(declared) > sealing.MAX_PDF + sealing.MAX_CERTIFICATE + 10_000:
        raise Invalid("file_too_large", limit=sealing.MAX_PDF // 1_000_000)
    try:
        async with request.form(max_files=2, max_fields=2) as form:
            files = []
            for name in ("certificate", "so_far"):
                part = form.get(name)
                files.append(await part.read() if isinstance(part, UploadFile) else b"")
            password = form.get("password")
    except MultiPartException as error:
        raise Invalid("request_unreadable") from error
    return files[0], files[1], password if isinstance(password, str) else ""


ROUTES = [
    Route("/agreements/{id}/signing/{round}/seal", ask, methods=["GET"]),
    Route("/agreements/{id}/signing/{round}/seal", seal, methods=["POST"]),
]

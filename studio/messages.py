"""Errors put into words: what happened and what to do, in the person's language."""

from __future__ import annotations

from collections.abc import Callable

from studio.errors import Conflicted, Forbidden, NotFound, StudioError, Unavailable
from studio.languages import Translator

Wording = Callable[[Translator, dict[str, object]], str]

_WORDS: dict[str, Wording] = {
    "page_unknown": lambda t, p: t(
        "There is no page at this address, or your role does not include it. "
        "Check the address, or go to the start page."
    ),
    "name_missing": lambda t, p: t("Please write a name with at least one letter."),
    "login_unusable": lambda t, p: t("A sign-in name has 2 to 80 characters and no spaces. Please choose another one."),
    "login_taken": lambda t, p: t("This sign-in name is taken. Please choose another one."),
    "role_unknown": lambda t, p: t("This role does not exist. Please choose one from the list."),
    "password_length": lambda t, p: t(
        "A password has {minimum} to {maximum} characters. Three or four unrelated words work well.", **p
    ),
    "password_own": lambda t, p: t("Change your own password on the page “My account”."),
    "password_present_wrong": lambda t, p: t(
        "The present password is not right; nothing was changed. Type it again. If you have forgotten it, ask the "
        "owner of this studio for a new one; an owner starts the studio again and opens the link that it prints."
    ),
    "sign_in_wrong": lambda t, p: t(
        "Name and password do not fit together. Check both, or ask the owner of this studio for a new password."
    ),
    "link_unusable": lambda t, p: t(
        "This link was used already or has expired. "
        "Start the studio again to get a new one, or sign in with a password."
    ),
    "too_many_attempts": lambda t, p: t.n(
        "Too many attempts. Please wait a second and try again.",
        "Too many attempts. Please wait {count} seconds and try again.",
        int(str(p["seconds"])),
    ),
    "account_own": lambda t, p: t("You cannot close your own account. Ask another owner to do it."),
    "role_insufficient": lambda t, p: t(
        "Your role does not include this. Ask the owner of this studio if you need it."
    ),
    "level_insufficient": lambda t, p: t("You may read this but not change it. Ask its owner for the right to edit."),
    "storage_full": lambda t, p: t(
        "The disk is full; your last change is not saved yet. "
        "Free some space on the computer that runs the studio, then try again."
    ),
    "storage_busy": lambda t, p: t("The database is busy. Nothing is lost; please try again in a moment."),
    "storage_unwritable": lambda t, p: t(
        "The studio cannot write to its data folder. Check the folder's permissions on the computer that runs it."
    ),
    "file_type_unknown": lambda t, p: t("This kind of file is not accepted. Use DOCX, XLSX, PDF, PNG, JPEG or JSON."),
    "file_type_wrong": lambda t, p: t("This kind of file does not fit here. Please choose another one."),
    "file_damaged": lambda t, p: t("The file is damaged and cannot be opened. Save it again and upload the new copy."),
    "file_unpacks_too_large": lambda t, p: t("The file unpacks to far more than its size and was refused."),
    "paste_too_long": lambda t, p: t(
        "This text has more than {maximum} characters. Paste it in parts, section by section.", **p
    ),
    "file_too_large": lambda t, p: t("The file is larger than {limit} MB. Make it smaller or split it.", **p),
    "too_many_changes": lambda t, p: t("Too many changes at once. Save them in smaller steps."),
    "change_unusable": lambda t, p: t("This change does not fit the document any more. Reload the page and try again."),
    "database_damaged": lambda t, p: t(
        "The database could not be brought up to date and was left as it is: {problem}. "
        "Restore a backup, or ask for help.",
        **p,
    ),
    "database_unreadable": lambda t, p: t(
        "The database is damaged and cannot be read. Stop the studio and restore a backup with "
        "“icm database restore FILE”; the damaged database is kept beside it."
    ),
    "database_unreachable": lambda t, p: t(
        "The PostgreSQL server does not answer. Check that it runs and that ICM_DATABASE_URL names it rightly."
    ),
    "setting_unusable": lambda t, p: t(
        "The setting {name} cannot be used ({problem}). docs/settings.md describes each setting.", **p
    ),
    "database_missing": lambda t, p: t(
        "There is no database in {path} yet; the studio makes one at its first start. "
        "Is ICM_DATA_DIR the folder you mean?",
        **p,
    ),
    "database_newer": lambda t, p: t(
        "The database was written by a newer version of the studio ({revision}). Nothing was changed. "
        "Start the newer version, or restore a backup made with this one.",
        **p,
    ),
    "backup_postgres": lambda t, p: t("This studio uses PostgreSQL. Back it up and restore it with pg_dump and psql."),
    "backup_target_exists": lambda t, p: t("{path} exists already. Choose another name.", **p),
    "backup_target_folder": lambda t, p: t("{path} is a folder. Name a file in it.", **p),
    "backup_target_missing": lambda t, p: t("The folder {path} does not exist. Create it first.", **p),
    "backup_missing": lambda t, p: t("There is no file {path}. Check its name and folder.", **p),
    "backup_damaged": lambda t, p: t("{path} is damaged or not a database. Nothing was changed.", **p),
    "backup_foreign": lambda t, p: t("{path} is a database, but not one of this studio. Nothing was changed.", **p),
    "backup_newer": lambda t, p: t(
        "{path} was written by a newer version of the studio ({revision}). Nothing was changed. "
        "Install that version and restore the backup with it, or choose a backup made with this one.",
        **p,
    ),
    "restore_running": lambda t, p: t(
        "A studio is running on the data in {path}. Stop it first, then restore. Nothing was changed.", **p
    ),
    "revision_unknown": lambda t, p: t("There is no revision {number}.", **p),
}


def register(words: dict[str, Wording]) -> None:
    """Rooms add the wording of their own codes; a code has one wording."""
    repeated = words.keys() & _WORDS.keys()
    if any(_WORDS[code] is not words[code] for code in repeated):
        raise ValueError(f"worded twice: {sorted(repeated)}")
    _WORDS.update(words)


def known_codes() -> set[str]:
    return set(_WORDS)


def explain(error: StudioError, t: Translator) -> str:
    """A sentence for a person; codes without own wording get the one of their kind."""
    wording = _WORDS.get(error.code)
    if wording is not None:
        return wording(t, error.parameters)
    if isinstance(error, NotFound):
        return t("This does not exist, or it is not shared with you. Check the address or go back to the start page.")
    if isinstance(error, Forbidden):
        return t("You may not do this here.")
    if isinstance(error, Conflicted):
        return t("Somebody else changed this meanwhile. Look at both versions and choose.")
    if isinstance(error, Unavailable):
        return t("This is not possible right now. Nothing is lost; please try again in a moment.")
    return t("This input cannot be used. Check it and try again.")

"""One root error and a leaf for each situation that a caller can act on."""


class WhosaysError(Exception):
    """Root of every error that whosays raises on purpose."""


class GroundingError(WhosaysError):
    """A span does not reproduce its quote; the record was refused."""


class InputError(WhosaysError):
    """An input cannot be read at all: the message names the file, the place and what was expected."""


class LedgerError(WhosaysError):
    """Root of the ledger's errors."""


class LedgerBusyError(LedgerError):
    """Another process is writing to the ledger and did not finish in time."""


class LedgerVersionError(LedgerError):
    """The ledger was written by a newer whosays, or the file is no ledger."""


class LedgerReadOnlyError(LedgerError):
    """The ledger file or its folder cannot be written."""


class LedgerFullError(LedgerError):
    """The disk is full; nothing of the record in hand was stored."""


class NotFoundError(WhosaysError):
    """No record has the id given."""


class AmbiguousIdError(WhosaysError):
    """The shortened id given matches more than one record."""


class JudgementError(WhosaysError):
    """A judgement names an unknown field, value or record."""


class ConflictError(WhosaysError):
    """What is to be changed was changed by somebody else since it was looked at; nothing was stored."""


class SettingsError(WhosaysError):
    """A setting has a value outside its bounds."""


class ExportError(WhosaysError):
    """An export could not be written."""

"""What can be done in a workshop: lead it, join it, work in it, watch it, report on it, erase its people."""

from studio import messages
from workshop.wording import WORDS

messages.register(WORDS)

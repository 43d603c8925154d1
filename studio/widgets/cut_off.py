"""Sends what somebody was typing in a field when the connection was lost.

Streamlit disables every control while there is no connection. The field in use loses the keyboard without being left:
what was typed stands in it, but is not sent, also when the connection is back and its author goes on elsewhere. Here
the browser is told that the field was left, once it can send again.
"""

from __future__ import annotations

import streamlit as st

_SCRIPT = """<script>
if (!window.icmSendsWhatWasCutOff) {
  window.icmSendsWhatWasCutOff = true
  let typing = null, cutOff = null
  document.addEventListener("focusin", event => { typing = event.target })
  document.addEventListener("focusout", event => { if (!event.target.disabled) typing = null })
  new MutationObserver(changes => changes.forEach(({target}) => {
    if (target.disabled) {
      if (target === typing) cutOff = target
    } else if (target === cutOff) {
      cutOff = null
      target.dispatchEvent(new FocusEvent("focusout", {bubbles: true}))
    }
  })).observe(document.body, {subtree: true, attributeFilter: ["disabled"]})
}
</script>"""


def send_what_was_cut_off() -> None:
    """Let the page that is drawn do so; the script runs once in a browser."""
    st.html(_SCRIPT, unsafe_allow_javascript=True)

// Once per page.
if (!window.icmAway) {
  // A notice while the server does not answer. Its words stand in the page, in the person's language.
  const box = (window.icmAway = document.createElement("div"))
  box.setAttribute("role", "alert")
  box.dataset.testid = "icmAway"
  box.hidden = true
  box.style.cssText =
    "position: fixed; z-index: 1000000; inset: auto 0 0 0; padding: 1rem 1.5rem; font: 1rem/1.5 system-ui, sans-serif; " +
    "background: #14212b; color: #fff; border-top: 4px solid #ffb4ab"
  document.body.append(box)
  const PATIENCE = 3000 // a phone that wakes up is back sooner
  let away = 0
  const tell = async () => {
    const answer = await fetch("/_stcore/host-config", { cache: "no-store" }).catch(() => null)
    if (!away) return
    const words = document.querySelector(answer?.status === 401 ? ".icm-ended" : ".icm-away").textContent
    box.hidden = false
    if (box.textContent !== words) box.textContent = words
  }
  const look = () => {
    const state = document.querySelector("[data-testid=stApp]")?.dataset.testConnectionState
    if (state !== "CONNECTED") {
      away ||= setInterval(tell, PATIENCE)
    } else {
      clearInterval(away)
      away = 0
      box.hidden = true
    }
  }
  new MutationObserver(look).observe(document.body, {
    subtree: true,
    attributes: true,
    attributeFilter: ["data-test-connection-state"],
  })

  // Streamlit disables every control while there is no connection. The field in use loses the keyboard without being
  // left, and what was typed in it is not sent, also not later. So it is left here, once it can be used again.
  let typing = null
  let cutOff = null
  document.addEventListener("focusin", (event) => (typing = event.target))
  document.addEventListener("focusout", (event) => {
    if (!event.target.disabled) typing = null
  })
  const leave = ({ target }) => {
    if (target.disabled) {
      if (target === typing) cutOff = target
    } else if (target === cutOff) {
      cutOff = null
      target.dispatchEvent(new FocusEvent("focusout", { bubbles: true }))
    }
  }
  new MutationObserver((changes) => changes.forEach(leave)).observe(document.body, {
    subtree: true,
    attributes: true,
    attributeFilter: ["disabled"],
  })
}

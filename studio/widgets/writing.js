// One instance per mounted element; Streamlit calls the default export again whenever the data changes.
const instances = new WeakMap()
const PAUSE = 700
const RETRY = 3000

class Writing {
  constructor(root, data) {
    this.root = root
    this.data = data
    this.base = data.value
    this.acknowledged = data.revision
    this.busy = false
    this.sending = null // text on its way: the server holds either the base or this
    this.left = false
    this.entered = false
    this.timer = 0
    this.build()
    this.area.value = data.value
    this.reported = data.value
    this.told = false
    this.recovered = false
    this.recover()
    this.grow()
    this.away = () => {
      if (document.visibilityState === "hidden") this.beacon()
    }
    this.gone = () => this.beacon()
    document.addEventListener("visibilitychange", this.away)
    window.addEventListener("pagehide", this.gone)
  }

  build() {
    const id = "w" + Math.random().toString(36).slice(2)
    this.label = document.createElement("label")
    this.label.htmlFor = id
    this.help = document.createElement("p")
    this.help.className = "help"
    this.help.id = id + "h"
    this.area = document.createElement("textarea")
    this.area.id = id
    this.area.setAttribute("aria-describedby", id + "h " + id + "s")
    this.state = document.createElement("div")
    this.state.className = "state"
    this.state.id = id + "s"
    this.state.setAttribute("role", "status")
    this.choice = document.createElement("div")
    this.choice.className = "choice"
    this.choice.hidden = true
    this.root.replaceChildren(this.label, this.help, this.area, this.state, this.choice)
    this.area.addEventListener("input", () => this.typed())
    this.area.addEventListener("blur", () => {
      this.left = true
      this.report()
      if (this.dirty()) this.save()
      else this.tell()
    })
    this.area.addEventListener("focus", () => (this.left = false))
    this.area.addEventListener("keydown", (event) => {
      if (!this.data.enters || event.key !== "Enter" || event.shiftKey || event.isComposing) return
      event.preventDefault()
      this.entered = true
      if (this.dirty()) this.save()
      else this.tell()
    })
    this.area.addEventListener("paste", (event) => this.paste(event))
    this.dress()
  }

  // Text with a form (from Word, mail or a web page) comes in as Markdown; where that fails, as the letters it has.
  async paste(event) {
    const markup = event.clipboardData?.getData("text/html") ?? ""
    if (!this.data.paste || !/<(b|strong|i|em|h[1-6]|li|table)\b|MsoList/i.test(markup)) return
    const letters = event.clipboardData.getData("text/plain")
    event.preventDefault()
    let text = letters
    try {
      const answer = await fetch(this.data.paste, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ html: markup }),
      })
      if (answer.ok) text = (await answer.json()).markdown
    } catch {
      // without connection the plain letters must do
    }
    this.area.focus()
    if (!document.execCommand("insertText", false, text)) {
      this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end")
    }
    this.typed()
  }

  dress() {
    this.label.textContent = this.data.label
    this.help.textContent = this.data.help
    this.help.hidden = !this.data.help
    this.area.placeholder = this.data.placeholder
    this.area.rows = this.data.rows
    this.area.disabled = this.data.disabled
  }

  // New data from a script run: an untouched field follows it, unless it is older than what we saved.
  update(data, trigger, tellText) {
    this.data = data
    this.trigger = trigger
    this.tellText = tellText
    this.dress()
    if (this.recovered) {
      this.recovered = false
      this.report()
    }
    if (data.revision < this.acknowledged) return
    this.acknowledged = data.revision
    if (this.area.value === data.value) this.base = data.value
    else if (!this.dirty() && this.choice.hidden) {
      this.base = data.value
      this.area.value = data.value
      this.grow()
      if (this.told) this.report() // what was told earlier is older than what stands here now
    }
  }

  dirty() {
    return this.area.value !== this.base
  }

  show(text) {
    this.state.textContent = text
  }

  grow() {
    this.area.style.height = "auto"
    this.area.style.height = Math.max(this.area.scrollHeight + 2, 60) + "px"
  }

  typed() {
    this.entered = false
    this.keep()
    this.grow()
    this.show(this.data.words.typing)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), PAUSE)
  }

  keep() {
    try {
      if (this.dirty()) localStorage.setItem(this.data.copy, JSON.stringify({ base: this.base, sending: this.sending, value: this.area.value }))
      else localStorage.removeItem(this.data.copy)
    } catch {
      // a full or forbidden storage must not stop anybody from writing; the server copy follows in a moment
    }
  }

  recover() {
    let kept = null
    try {
      kept = JSON.parse(localStorage.getItem(this.data.copy))
    } catch {
      return
    }
    if (!kept || typeof kept.value !== "string" || kept.value === this.data.value) {
      localStorage.removeItem(this.data.copy)
      return
    }
    this.base = kept.base
    this.sending = kept.sending
    this.area.value = kept.value
    this.recovered = true
    this.show(this.data.words.restored)
    this.timer = setTimeout(() => this.save(), 0)
  }

  request() {
    const set = (base, value) => ({ op: "set", path: this.data.path, base, value })
    const changes = [set(this.sending ?? this.base, this.area.value)]
    if (this.sending !== null) changes.unshift(set(this.base, this.sending))
    return JSON.stringify({ changes, key: "w" + Date.now().toString(36) + Math.random().toString(36).slice(2) })
  }

  async save() {
    clearTimeout(this.timer)
    if (this.busy || !this.dirty() || !this.choice.hidden || this.data.disabled) return
    this.busy = true
    const sent = this.area.value
    const body = this.request()
    this.sending = sent
    this.show(this.data.words.saving)
    try {
      const answer = await fetch(this.data.url, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json" },
        body,
      })
      const result = await answer.json()
      this.sending = null
      if (!answer.ok) {
        this.show(this.data.words.refused + " " + (result.message || result.error || answer.status))
        if (answer.status >= 500 || answer.status === 429) this.again()
      } else if (result.conflicts.length) {
        this.ask(result.conflicts[0].theirs ?? "")
      } else {
        this.base = sent
        this.acknowledged = Math.max(this.acknowledged, result.revision)
        this.keep()
        this.show(this.data.words.saved)
      }
    } catch {
      this.show(this.data.words.offline)
      this.again()
    } finally {
      this.busy = false
    }
    if (this.choice.hidden && this.area.value !== sent) this.timer = setTimeout(() => this.save(), PAUSE)
    this.tell()
  }

  again() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), RETRY)
  }

  // A button beside the field reads what is written in the same run as its click, before the save is answered.
  report() {
    if (!this.data.reports || this.area.value === this.reported) return
    this.reported = this.area.value
    this.told = true
    this.tellText("text", this.reported)
  }

  // Ask for a rerun only once the field is left, so that nothing moves while somebody writes.
  tell() {
    if (this.entered && !this.dirty() && this.trigger) {
      this.entered = false
      this.trigger("entered", this.acknowledged)
      return
    }
    if (this.left && !this.dirty() && this.acknowledged > this.data.revision && this.trigger) {
      this.left = false
      this.trigger("saved", this.acknowledged)
    }
  }

  beacon() {
    if (!this.dirty() || !this.choice.hidden || this.data.disabled) return
    this.keep()
    navigator.sendBeacon(this.data.url, new Blob([this.request()], { type: "application/json" }))
  }

  ask(theirs) {
    const words = this.data.words
    const button = (text, act) => {
      const made = document.createElement("button")
      made.type = "button"
      made.textContent = text
      made.addEventListener("click", () => {
        this.choice.hidden = true
        this.base = theirs
        this.sending = null
        act()
        this.keep()
        this.grow()
      })
      return made
    }
    const line = document.createElement("p")
    line.textContent = words.conflict
    const title = document.createElement("strong")
    title.textContent = words.other
    const other = document.createElement("pre")
    other.textContent = theirs
    this.choice.replaceChildren(
      line,
      title,
      other,
      button(words.mine, () => this.save()),
      button(words.theirs, () => {
        this.area.value = theirs
        this.show(words.saved)
      }),
    )
    this.choice.hidden = false
    this.show("")
  }

  close() {
    this.beacon()
    clearTimeout(this.timer)
    document.removeEventListener("visibilitychange", this.away)
    window.removeEventListener("pagehide", this.gone)
  }
}

export default function (component) {
  const { data, parentElement, setTriggerValue, setStateValue } = component
  let one = instances.get(parentElement)
  if (!one) {
    one = new Writing(parentElement.querySelector(".writing"), data)
    instances.set(parentElement, one)
  }
  one.update(data, setTriggerValue, setStateValue)
  return () => {
    one.close()
    instances.delete(parentElement)
  }
}

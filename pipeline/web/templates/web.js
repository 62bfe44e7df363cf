"use strict";
(() => {
  const PAUSE = 120; // milliseconds without a key before the draft is checked
  const byId = (id) => document.getElementById(id);
  const [form, text, file, name, report, said] = ["form", "text", "file", "name", "report", "said"].map(byId);
  let waiting = 0, busy = false, again = false;

  const complain = (words) => {
    const place = document.createElement("main"), line = document.createElement("p");
    place.className = "problem";
    line.setAttribute("role", "alert");
    line.textContent = words;
    place.append(line);
    report.replaceChildren(place);
  };
  const offerEdits = () => report.querySelectorAll(".finding").forEach((finding) => {
    const offer = byId("offer").content.cloneNode(true);
    offer.firstChild.setAttribute("aria-describedby", finding.getAttribute("aria-labelledby"));
    finding.querySelector(".meta").append(offer);
  });
  const folds = () => [...report.querySelectorAll("details")];
  const show = (page) => {
    const open = new Set(folds().filter((fold) => fold.open).map((fold) => fold.firstChild.textContent));
    report.replaceChildren(...page.getElementById("report").childNodes);
    folds().forEach((fold) => { fold.open = open.has(fold.firstChild.textContent); });
    document.title = page.title;
    said.textContent = report.querySelector(".verdict, .problem")?.textContent ?? "";
    offerEdits();
  };
  const call = (draft) => { name.value = byId("source").textContent = draft; };
  const take = (page) => { // what the server read in a file is what is edited
    text.value = page.getElementById("text").value;
    call(page.getElementById("name").value);
  };
  const ask = async () => {
    const sent = file.files[0];
    if (sent?.size > form.dataset.limit) {
      file.value = "";
      return complain(form.dataset.large);
    }
    const answer = await fetch("/", { method: "POST", body: new FormData(form) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (sent && sent === file.files[0]) {
      if (answer.ok) take(page);
      else file.value = ""; // the draft before it is what counts again
    }
    show(page);
  };
  const check = async () => { // one question at a time: a slow answer is never overtaken by one to an older draft
    if (busy) { again = true; return; }
    busy = true;
    report.setAttribute("aria-busy", "true");
    await ask().catch(() => complain(form.dataset.gone));
    report.removeAttribute("aria-busy");
    busy = false;
    if (again) { again = false; check(); }
  };
  const find = (finding) => { // offsets count characters, a text area counts the halves of the rare ones too
    const letters = [...text.value];
    const [start, end] = finding.dataset.span.split(" ").map((at) => letters.slice(0, at).join("").length);
    text.focus();
    text.setSelectionRange(start, end);
  };

  text.addEventListener("paste", () => { // over all that was there: another draft
    if (text.selectionEnd - text.selectionStart === text.value.length) call("");
  });
  text.addEventListener("input", () => {
    file.value = "";
    clearTimeout(waiting);
    waiting = setTimeout(check, PAUSE);
  });
  file.addEventListener("change", check);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    check();
  });
  report.addEventListener("click", (event) => {
    if (event.target.matches("button.revise")) find(event.target.closest(".finding"));
  });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    file.files = event.dataTransfer.files;
    check();
  });
  offerEdits();
  if (text.value.trim() && !byId("release")) check(); // the browser kept the draft over a reload
})();

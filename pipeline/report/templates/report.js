"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const figuresOf = (group) => group.dataset.figures.split(" ").map(byId).filter(Boolean);
  // Only where the findings scroll apart from the text can both be brought into view.
  const apart = () => getComputedStyle(byId("findings")).position === "sticky";
  let lit = [];

  const light = (group) => {
    lit.forEach((figure) => figure.classList.remove("together"));
    lit = group ? figuresOf(group) : [];
    lit.forEach((figure) => figure.classList.add("together"));
  };
  // A finding, or a check that holds: what the figure leads to, or what the node lies in.
  const groupOf = (node) => {
    const mark = node.closest?.("main a.fig");
    return (mark ? byId(mark.hash.slice(1)) : node)?.closest?.("[data-figures]");
  };
  const show = (finding) => {
    history.replaceState(null, "", "#" + finding.id);
    finding.focus({ preventScroll: true });
    const figures = figuresOf(finding);
    const asked = figures.find((figure) => figure.classList.contains("focus")) ?? figures[0];
    if (asked && apart()) asked.scrollIntoView({ block: "center" });
    // Last, for at the end of the text the findings move with the page. Of a tall one the head has to be seen.
    const tall = finding.offsetHeight > 0.9 * innerHeight;
    finding.scrollIntoView({ block: tall ? "start" : "nearest" });
    light(finding);
  };
  const open = () => {
    const target = byId(location.hash.slice(1));
    target?.closest("details")?.setAttribute("open", "");
    if (target?.classList.contains("body")) target.scrollIntoView({ block: "center" });
  };

  document.addEventListener("mouseover", (event) => light(groupOf(event.target)));
  document.addEventListener("focusin", (event) => light(groupOf(event.target)));
  document.addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1 }[event.key];
    const findings = [...document.querySelectorAll(".finding")];
    if (event.target.matches?.("textarea, input")) return;
    if (!step || !findings.length || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = findings.indexOf(document.activeElement?.closest(".finding"));
    show(findings[at < 0 && step < 0 ? findings.length - 1 : Math.max(0, Math.min(findings.length - 1, at + step))]);
  });
  addEventListener("hashchange", open);
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
  open();
})();

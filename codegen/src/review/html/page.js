"use strict";
{
  const form = document.querySelector("#filter");
  const changes = [...document.querySelectorAll("article[data-operations]")];
  const fits = (change, wanted) =>
    ["wire", "rust", "runtime"].every((kind) => !wanted[kind] || change.dataset[kind] === wanted[kind]) &&
    (!wanted.operation || change.dataset.operations.split(" ").includes(wanted.operation));
  const show = () => {
    const wanted = Object.fromEntries(new FormData(form));
    for (const change of changes) change.hidden = !fits(change, wanted);
    const count = changes.filter((change) => !change.hidden).length;
    const all = `${changes.length} change${changes.length === 1 ? "" : "s"}`;
    form.querySelector("output").value = count === changes.length ? all : `${count} of ${all}`;
  };
  if (form) {
    form.hidden = false;
    form.addEventListener("change", show);
    // The values are reset only after the event.
    form.addEventListener("reset", () => setTimeout(show));
    form.addEventListener("submit", (event) => event.preventDefault());
    show();
  }
}

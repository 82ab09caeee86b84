// The page of a task says how far it is, and is shown anew when the task has ended.
const place = document.querySelector("[data-task]");
const bar = document.querySelector("#far");
const word = document.querySelector("#far-word");

async function look() {
  try {
    const answer = await fetch(`/tasks/${place.dataset.task}/progress`);
    if (answer.ok) {
      const far = await answer.json();
      bar.value = far.done;
      word.textContent = `${far.done} / ${far.items}`;
      if (far.ended) return location.reload();
    }
  } catch {
    // without the network the next look may find out
  }
  setTimeout(look, 1000);
}

if (place) setTimeout(look, 500);

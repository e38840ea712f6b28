// The vendor's pages tell Wicket here where they stand; the mark is the script's id, not its content.
document.documentElement.dataset.wicket = "ready";

// Search in the pages, on search.html. The sections come as a script (search/sections.js): a page that is opened as a file cannot read JSON, nor start a
// worker, which is how mkdocs' own search works; and that takes words apart at hyphens, so that it finds no --option.
'use strict';

// The sections that hold all words of the question, in capitals or not: those with more of the words in their title first, else in the order of the pages.
function search(sections, question) {
  const words = question.toLowerCase().split(/\s+/).filter(Boolean);
  const held = (text) => words.filter((word) => text.toLowerCase().includes(word)).length;
  if (!words.length) return [];
  return sections.filter((section) => held(section.title + '\n' + section.text) === words.length)
      .sort((one, other) => held(other.title) - held(one.title));
}

// What stands around the first of the words.
function excerpt(text, question) {
  const at = text.toLowerCase().indexOf(question.toLowerCase().split(/\s+/).filter(Boolean)[0]);
  const begin = Math.max(0, at - 60);
  return (begin > 0 ? '.. ' : '') + text.slice(begin, begin + 240) + (begin + 240 < text.length ? ' ..' : '');
}

function show(sections, question) {
  const found = search(sections, question), list = document.getElementById('found');
  const element = (name, text) => Object.assign(document.createElement(name), {textContent: text});
  list.replaceChildren(...found.slice(0, 50).flatMap((section) => {
    const title = element('dt', ''), link = element('a', section.title);
    link.href = section.location;
    title.append(link);
    return [title, element('dd', excerpt(section.text, question))];
  }));
  const count = found.length === 1 ? '1 section' : found.length + ' sections';
  document.getElementById('count').textContent =
      question.trim() ? (found.length ? count : 'Nothing') + ' found.' + (found.length > 50 ? ' The first 50:' : '') : '';
}

const asked = document.getElementById('question');
if (asked) {
  asked.value = new URLSearchParams(location.search).get('q') || '';
  asked.addEventListener('input', () => show(sections, asked.value));
  show(sections, asked.value);
}

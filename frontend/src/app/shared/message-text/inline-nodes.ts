import type { Inline } from './parse/tree.ts';

/** The document's nodes for a run of text. Text is never read as HTML, and the parser makes web addresses only. */
export function inlineNodes(content: readonly Inline[]): (Node | string)[] {
  return content.map(nodeOf);
}

function nodeOf(node: Inline): Node | string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'code':
      return element('code', node.text);
    case 'mention':
      return Object.assign(element('strong', `@${node.username}`), { className: 'mention' });
    case 'link':
      return linkTo(node.href, node.text);
    case 'strong':
      return element('strong', ...inlineNodes(node.content));
    case 'emphasis':
      return element('em', ...inlineNodes(node.content));
  }
}

function linkTo(href: string, text: string): HTMLElement {
  return Object.assign(element('a', text), { href, target: '_blank', rel: 'noopener noreferrer' });
}

function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, ...inside: (Node | string)[]) {
  const made = document.createElement(tag);
  made.append(...inside);
  return made;
}

import type { AsyncApi, AsyncMessage, AsyncOperation } from '@parley/protocol/documents';
import { page } from './page.ts';

/**
 * Shows the AsyncAPI document. The format's own viewer compiles code from text, which no page of ours may; this one needs no script at all.
 */
export function eventsPage(document: AsyncApi): string {
  const operations = Object.values(document.operations);
  const channels = Object.entries(document.channels).map(([key, channel]) => {
    const of = (action: AsyncOperation['action']) =>
      operations
        .filter((one) => one.action === action && one.channel.$ref.endsWith(`/${key}`))
        .map((one) => operationHtml(one, channel.messages))
        .join('');
    return `<h2>${escaped(channel.address)}</h2><p>${escaped(channel.description)}</p>
<h3>From the client</h3>${of('receive')}<h3>From the server</h3>${of('send')}`;
  });
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) =>
      `<details id="${escaped(name)}" open><summary>${escaped(name)}</summary>${json(schema)}</details>`,
  );
  return page({
    title: 'Sockets of Parley',
    content: `<main><h1>Sockets of Parley</h1><p>${escaped(document.info.description)}</p>
${channels.join('')}<h2>Schemas</h2>${schemas.join('')}</main>`,
  });
}

type Messages = Readonly<Record<string, AsyncMessage>>;

function operationHtml({ summary, messages, reply }: AsyncOperation, all: Messages): string {
  const asked = messages.map(({ $ref }) => messageHtml(all[lastPart($ref)])).join('');
  const answers = reply?.messages.map(({ $ref }) => json(all[lastPart($ref)]?.payload)).join('') ?? '';
  const answered = answers === '' ? '' : `<p>Its answer:</p>${answers}`;
  return `<section><p>${escaped(summary)}</p>${asked}${answered}</section>`;
}

function messageHtml(message: AsyncMessage | undefined): string {
  return `<h4><code>${escaped(message?.name ?? '')}</code></h4>${json(message?.payload)}`;
}

/** JSON in which what is referred to is a link. */
function json(value: unknown): string {
  const text = escaped(JSON.stringify(value, undefined, 2));
  const linked = text.replaceAll(
    /#\/components\/schemas\/([\w.-]+)/g,
    (_, name: string) => `<a href="#${name}">${name}</a>`,
  );
  return `<pre tabindex="0">${linked}</pre>`;
}

function lastPart(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

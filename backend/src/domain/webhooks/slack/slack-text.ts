import { blockLines } from './block-text.ts';
import { isObject, objectsIn, textIn, type Fields } from './fields.ts';
import { messageText, plainText } from './mrkdwn.ts';

/** A payload of Slack's incoming webhooks, as far as we know it. */
export type SlackPayload = Fields;

/** Invisible controls but for tabs and line breaks. */

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/**
 * What a payload says, as the text of a message: its blocks, or its text without any, then its attachments. Empty if it says nothing.
 * @param name the hook's: another name that the payload gives stands before the text
 */
export function slackText(payload: SlackPayload, name: string): string {
  const blocks = blockLines(payload.blocks);
  const main = blocks.length > 0 ? blocks : [markedUp(payload, 'text')];
  const attachments = objectsIn(payload.attachments).flatMap(attachmentLines);
  const text = paragraphs([paragraph(main), ...attachments])
    .replaceAll('\r\n', '\n')
    .replace(CONTROLS, '')
    .trim();
  const username = plainText(textIn(payload.username)).replace(/\s+/g, ' ').trim();
  if (text === '' || username === '' || username.toLowerCase() === name.toLowerCase()) return text;
  return `${username}: ${text}`;
}

/** The text of a payload that says `mrkdwn: false` is meant as it is written. */
function markedUp(payload: Fields, field: string): string {
  const text = textIn(payload[field]);
  return (payload.mrkdwn === false ? text : messageText(text)).trim();
}

/** An attachment: what it says, or its fallback. */
function attachmentLines(attachment: Fields): readonly string[] {
  const blocks = blockLines(attachment.blocks);
  const said = blocks.length > 0 ? blocks : parts(attachment);
  const text = paragraph(said);
  return [text === '' ? plain(attachment.fallback) : text];
}

function parts(attachment: Fields): readonly string[] {
  const title = plain(attachment.title);
  const link = textIn(attachment.title_link);
  const actions = objectsIn(attachment.actions).map(actionLine);
  return [
    marked(attachment.pretext),
    plain(attachment.author_name),
    link === '' || link === title ? title || link : `${title} (${link})`.trim(),
    marked(attachment.text),
    ...objectsIn(attachment.fields).map(fieldLine),
    ...actions,
    textIn(attachment.image_url),
    plain(attachment.footer),
  ];
}

function fieldLine({ title, value }: Fields): string {
  const [name, said] = [plain(title), isObject(value) ? '' : marked(value)];
  return name === '' || said === '' ? name + said : `${name}: ${said}`;
}

function actionLine({ text, url }: Fields): string {
  return textIn(url) === '' ? '' : paragraph([`${plain(text)}: ${textIn(url)}`]);
}

function marked(value: unknown): string {
  return messageText(textIn(value)).trim();
}

function plain(value: unknown): string {
  return plainText(textIn(value)).trim();
}

function paragraph(lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join('\n');
}

function paragraphs(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}

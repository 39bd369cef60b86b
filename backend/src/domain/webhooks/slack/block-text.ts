import { isObject, objectsIn, textIn, type Fields } from './fields.ts';
import { messageText, plainText } from './mrkdwn.ts';

/** Blocks as lines of text. What has no words, such as a divider, is left out. */
export function blockLines(blocks: unknown): readonly string[] {
  return objectsIn(blocks)
    .map(blockText)
    .filter((text) => text !== '');
}

function blockText(block: Fields): string {
  switch (block.type) {
    case 'section':
      return lines([
        textObject(block.text),
        ...objectsIn(block.fields).map(textObject),
        button(block.accessory),
      ]);
    case 'context':
      return objectsIn(block.elements).map(element).filter(Boolean).join(' ');
    case 'actions':
      return lines(objectsIn(block.elements).map(button));
    case 'image':
      return lines([textObject(block.title) || textIn(block.alt_text), textIn(block.image_url)]);
    case 'rich_text':
      return lines(objectsIn(block.elements).map(richText));
    default:
      return textObject(block.text);
  }
}

/** `{type: 'mrkdwn' | 'plain_text', text}`, or the text itself. */
function textObject(value: unknown): string {
  if (!isObject(value)) return messageText(textIn(value)).trim();
  const text = textIn(value.text);
  return (value.type === 'plain_text' ? text : messageText(text)).trim();
}

/** Of a context: texts and images. */
function element(value: Fields): string {
  return value.type === 'image' ? textIn(value.alt_text) : textObject(value);
}

/** A button is where it leads. */
function button(value: unknown): string {
  if (!isObject(value) || textIn(value.url) === '') return '';
  const [label, url] = [textObject(value.text), textIn(value.url)];
  return label === '' ? url : `${label}: ${url}`;
}

function richText(value: Fields): string {
  const parts = objectsIn(value.elements);
  if (value.type === 'rich_text_list') return lines(parts.map((item) => `• ${richText(item)}`));
  return parts.map(richElement).join('');
}

function richElement(value: Fields): string {
  switch (value.type) {
    case 'link': {
      const [text, url] = [textIn(value.text), textIn(value.url)];
      return text === '' || text === url ? url : `${text} (${url})`;
    }
    case 'emoji':
      return `:${textIn(value.name)}:`;
    case 'broadcast':
      return plainText(`<!${textIn(value.range)}>`);
    case 'user':
      return `@${textIn(value.user_id)}`;
    case 'channel':
      return `#${textIn(value.channel_id)}`;
    default:
      return textIn(value.text);
  }
}

function lines(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n');
}

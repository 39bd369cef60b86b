/** Entry for pages that begin direct conversations, which are loaded lazily, and hashing along with them. */
export { directConversation } from './local/conversations/direct-conversation.ts';

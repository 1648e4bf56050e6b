import type { Conversation } from '../entities/conversation';
import type { ConversationShare } from '../entities/conversation-share';
import type { Generation } from '../entities/generation';
import type { Message } from '../entities/message';
import type { MessageFeedback } from '../entities/message-feedback';
import { NOW } from './moment';

// Complete, valid rows of the chat; rows of different `n` share no unique value.

export const conversation = (n: number): Conversation => ({
  id: `conversation-${n}`,
  userId: `user-${n}`,
  title: 'Hello',
  createdAt: NOW,
  updatedAt: NOW,
  deletedAt: null,
  pinned: false,
  archived: false,
  activeMessageId: `message-${n}`,
});

export const message = (n: number): Message => ({
  id: `message-${n}`,
  conversationId: `conversation-${n}`,
  role: 'assistant',
  content: 'Hello',
  tokens: 40,
  status: 'streaming',
  model: 'demo',
  createdAt: NOW,
  parentId: null,
});

export const generation = (n: number): Generation => ({
  id: `generation-${n}`,
  holdId: `hold-${n}`,
  userId: `user-${n}`,
  conversationId: `conversation-${n}`,
  userMessageId: `question-${n}`,
  assistantMessageId: `message-${n}`,
  status: 'running',
  outcome: null,
  runningKey: `conversation-${n}`,
  requestKey: `request-${n}`,
  requestHash: 'x',
  model: 'demo',
  inputRateMilli: 1_000,
  cachedRateMilli: 0,
  outputRateMilli: 1_000,
  maxOutputTokens: 90,
  limitedBy: 'model',
  promptTokens: 10,
  outputTokens: 0,
  upstreamStarted: true,
  lastEventId: 0,
  createdAt: NOW,
  finishedAt: null,
});

export const conversationShare = (n: number): ConversationShare => ({
  id: `share-${n}`,
  conversationId: `conversation-${n}`,
  seed: 'seed',
  tokenHash: `share-token-${n}`,
  title: 'Hello',
  lastMessageId: `message-${n}`,
  createdAt: NOW,
  updatedAt: NOW,
});

export const messageFeedback = (n: number): MessageFeedback => ({
  id: `message-${n}`,
  rating: 'up',
  comment: null,
  updatedAt: NOW,
});

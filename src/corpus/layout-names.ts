// The column names of well-known layouts, in the order in which they are tried.

/** Context columns; several can stand side by side, and then they are read in this order. */
export const systemNames = ['system', 'system_prompt', 'system_message'];
export const promptNames = [
  'history',
  'context',
  'passage',
  'instruction',
  'instructions',
  'prompt',
  'question',
  'query',
  'problem',
  'user',
  'human',
  'input',
  'inputs',
  'user_input',
  'choices',
  'article',
  'dialogue',
];

export const answerNames = [
  'output',
  'outputs',
  'response',
  'completion',
  'answer',
  'answers.text',
  'answers',
  'reply',
  'solution',
  'assistant',
  'bot',
  'model_output',
  'target',
  'targets',
  'summary',
  'highlights',
  'code',
];

export const turnNames = [
  'messages',
  'conversations',
  'conversation',
  'chat',
  'dialog',
  'dialogue',
  'dialogues',
  'turns',
  'data',
];

export const preferencePairs = [
  ['chosen', 'rejected'],
  ['chosen_messages', 'rejected_messages'],
  ['chosen_response', 'rejected_response'],
  ['preferred', 'rejected'],
  ['preferred', 'dispreferred'],
  ['preferred_output', 'non_preferred_output'],
  ['response_chosen', 'response_rejected'],
  ['answer_chosen', 'answer_rejected'],
] as const;

export const ratingNames = ['kto_tag', 'label', 'rating', 'thumb', 'thumbs_up', 'desirable'];

export const labelNames = [
  'label_text',
  'label_name',
  'label',
  'labels',
  'class',
  'class_name',
  'category',
  'sentiment',
  'target',
  'intent',
  'emotion',
  'topic',
  'stars',
  'coarse_label',
  'fine_label',
  'is_toxic',
  'toxic',
  'spam',
  'v1',
];

/** Texts that a label is about: one column, or several that belong together. */
export const labelledTextNames: readonly (readonly string[])[] = [
  ['text'],
  ['sentence'],
  ['texts'],
  ['sentences'],
  ['premise', 'hypothesis'],
  ['sentence1', 'sentence2'],
  ['question1', 'question2'],
  ['question', 'sentence'],
  ['text1', 'text2', 'text3'],
  ['text1', 'text2'],
  ['title', 'description'],
  ['title', 'content'],
  ['title', 'text'],
  ['content'],
  ['review'],
  ['review_body'],
  ['comment'],
  ['comment_text'],
  ['tweet'],
  ['message'],
  ['sms'],
  ['email'],
  ['utterance'],
  ['headline'],
  ['title'],
  ['question'],
  ['query'],
  ['prompt'],
  ['instruction'],
  ['input'],
  ['body'],
  ['post'],
  ['document'],
  ['v2'],
];

export const documentNames = [
  'text',
  'content',
  'document',
  'body',
  'article',
  'page',
  'raw_content',
  'code',
];

export const sourceNames = [
  'source',
  'dataset',
  'dataset_name',
  'data_source',
  'origin',
  'domain',
  'subset',
  'meta.pile_set_name',
  'metadata.source',
  'meta.source',
  'url',
];

export const annotatorNames = [
  'annotator',
  'annotator_id',
  'worker',
  'worker_id',
  'WorkerId',
  'labeler',
  'labeler_id',
  'labeller',
  'rater',
  'rater_id',
  'judge',
  'user_id',
];

export const timeNames = [
  'timestamp',
  'time',
  'date',
  'datetime',
  'created_at',
  'created',
  'created_utc',
  'published',
  'crawl_date',
  'fetched_at',
  'fetch_time',
  'warc_date',
];

export const embeddingNames = ['embedding', 'embeddings', 'vector', 'emb', 'sentence_embedding'];

/** Every name above, to tell a header from a first row. */
export const knownNames: ReadonlySet<string> = new Set(
  [
    systemNames,
    promptNames,
    answerNames,
    turnNames,
    preferencePairs.flat(),
    ratingNames,
    labelNames,
    labelledTextNames.flat(),
    documentNames,
    sourceNames,
    annotatorNames,
    timeNames,
    embeddingNames,
    ['id', 'idx', 'index', 'tools', 'sublabel'],
  ].flat(),
);

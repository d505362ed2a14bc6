/** The quiz's door for pages: grading and the words for it, and questions from a listing. What checks quiz files stays behind `schema.ts`. */

export { questionsFrom } from './from-listing.ts';
export { explainGrade, gradeAnswer } from './grade.ts';
export { type Block, plainMarkdown, type Span } from './plain-markdown.ts';
export type {
  Answer,
  Choice,
  Grade,
  MultipleAnswer,
  MultipleQuestion,
  NotSure,
  Question,
  QuestionKind,
  Quiz,
  SingleAnswer,
  SingleQuestion,
  Verdict,
} from './question.ts';
export { type Random, seededRandom } from './random.ts';

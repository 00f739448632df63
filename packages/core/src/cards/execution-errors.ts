import type { AppErrorCode, PlatformErrorKind } from '../errors.ts';
import type { Locale } from './format.ts';

/** What an execution can end or be held up with, as far as there are words for it. */
export type ExecutionErrorCode =
  | PlatformErrorKind
  | Extract<AppErrorCode, 'secret_unreadable' | 'not_found' | 'internal'>
  | 'not_applied'
  | 'drifted'
  | 'already_so'
  | 'unreadable'
  | 'stopped'
  | 'no_cap'
  | 'cap_exceeded'
  | 'expired'
  | 'read_only_connector'
  | 'needs_reauth'
  | 'not_executable';

/** Why a write did not come about, in words; null for a code that has none. */
export const executionErrorWords = (code: string, locale: Locale): string | null =>
  Object.hasOwn(WORDS[locale], code) ? WORDS[locale][code as ExecutionErrorCode] : null;

const WORDS: Readonly<Record<Locale, Readonly<Record<ExecutionErrorCode, string>>>> = {
  ko: {
    credentials: '플랫폼이 인증 정보를 거절했습니다. 계정을 다시 연결하세요.',
    permission: '토큰에 이것을 바꿀 권한이 없습니다.',
    rate_limited: '플랫폼이 천천히 요청하라고 했습니다.',
    unavailable: '플랫폼이 응답하지 않았습니다.',
    invalid_request: '플랫폼이 변경을 받아들이지 않았습니다.',
    schema_drift: '플랫폼이 알 수 없는 형식으로 답했습니다.',
    unknown_outcome: '플랫폼의 응답이 끊겼습니다.',
    cancelled: '도중에 멈춰 보내지 않았습니다.',
    secret_unreadable: '저장된 인증 정보를 풀 수 없습니다. 계정을 다시 연결하세요.',
    not_found: '계정이나 대상을 찾을 수 없습니다.',
    internal: '플랫폼이 아니라 이 프로그램의 문제입니다.',
    not_applied: '플랫폼에 변경이 반영되지 않았습니다. 값이 그대로입니다.',
    drifted: '다른 곳에서 값이 바뀌었습니다.',
    already_so: '이미 그 값이어서 아무것도 보내지 않았습니다.',
    unreadable: '일주일 동안 읽을 수 없어 바뀌었는지 알 수 없습니다. 플랫폼에서 직접 확인하세요.',
    stopped: '변경이 멈춰 있어 보내지 않았습니다.',
    no_cap: '이 플랫폼의 한도가 없어 보내지 않았습니다.',
    cap_exceeded: '정해 둔 한도를 넘어 보내지 않았습니다.',
    expired: '보내기 전에 만료되어 아무것도 바꾸지 않았습니다.',
    read_only_connector: '쓸 수 없는 계정이어서 보내지 않았습니다.',
    needs_reauth: '계정을 다시 연결해야 해서 보내지 않았습니다.',
    not_executable: '이 대상에는 할 수 없는 변경이어서 보내지 않았습니다.',
  },
  en: {
    credentials: 'The platform refused the credentials. Connect the account again.',
    permission: 'The token lacks the right to change this.',
    rate_limited: 'The platform asked us to slow down.',
    unavailable: 'The platform did not answer.',
    invalid_request: 'The platform did not accept the change.',
    schema_drift: 'The platform answered in a form nobody knows.',
    unknown_outcome: 'The answer of the platform was lost.',
    cancelled: 'It was interrupted before it was sent.',
    secret_unreadable: 'The stored credentials cannot be decrypted. Connect the account again.',
    not_found: 'The account or the object is gone.',
    internal: 'A fault of this product, not of the platform.',
    not_applied: 'The change was not made: the platform still shows the old value.',
    drifted: 'The value was changed elsewhere.',
    already_so: 'The platform shows this value already. Nothing was sent.',
    unreadable:
      'It could not be read for a week, so whether it was changed is not known. Look on the platform itself.',
    stopped: 'Changes were stopped. Nothing was sent.',
    no_cap: 'No limits were set for this platform. Nothing was sent.',
    cap_exceeded: 'It went beyond the limits you set. Nothing was sent.',
    expired: 'It expired before it could be sent. Nothing was changed.',
    read_only_connector: 'This account cannot be written to. Nothing was sent.',
    needs_reauth: 'The account must be connected again first. Nothing was sent.',
    not_executable: 'This change is not possible there. Nothing was sent.',
  },
};

/** Passwords of at least eight characters that lead every published list of leaked ones, lower case. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword 12345678
  123456789 1234567890 123123123 11111111 111111111 00000000 88888888 99999999 87654321 987654321
  0987654321 12341234 11223344 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2 qwertyui qwertyuiop qwerty12
  qwerty123 qwerty1234 asdfghjk asdfghjkl zxcvbnm1 q1w2e3r4 q1w2e3r4t5 abcd1234 abc12345 abcdefgh
  aa123456 a1234567 a12345678 iloveyou iloveyou1 sunshine princess football baseball superman
  trustno1 whatever starwars computer internet welcome1 welcome123 letmein1 letmein123 changeme
  changeme1 admin123 admin1234 administrator adminadmin rootroot monkey123 dragon123 michael1
  jennifer jordan23 shadow123 master123 google123 samsung1 secret123 test1234 testtest commerce
  commerce1 commerce123 dkssudgktpdy qwer1234 asdf1234 zxcv1234 tkfkdgo1 rlaalsrb`.split(/\s+/),
);

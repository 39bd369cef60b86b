/** Passwords of eight characters and more that head every published list of leaked ones, in lower case. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  password password1 password12 password123 password1234 password! password1! passw0rd p@ssword p@ssw0rd
  p@ssw0rd1 pa$$word pa$$w0rd passwort passwort1 motdepasse contraseña 12345678 123456789 1234567890 0123456789
  12341234 11223344 12121212 123123123 123321123 1234512345 11111111 00000000 88888888 87654321 987654321 147258369
  123456abc 123456aa 1234qwer 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2 q1w2e3r4 q1w2e3r4t5 qwer1234 qwert123 qwerty12
  qwerty123 qwerty1234 qwertyui qwertyuiop qwertz123 qwertzuiop azertyuiop asdfghjk asdfghjkl zxcvbnm1 1234567q
  asdf1234 asdfasdf qweqwe123 qweasdzxc abcd1234 abc12345 abcdefgh a1b2c3d4 a1234567 aa123456 aa12345678 a123456789
  iloveyou iloveyou1 iloveyou2 iloveu123 loveyou1 lovelove mylove123 forever1 princess princess1 sunshine sunshine1
  football football1 baseball baseball1 basketball soccer123 superman superman1 batman123 spiderman starwars
  starwars1 pokemon1 pokemon123 minecraft dragon123 monkey123 tigger123 shadow123 master123 michael1 jordan23
  jennifer jessica1 charlie1 michelle nicole123 danielle computer computer1 internet samsung1 whatever whatever1
  trustno1 letmein1 letmein123 letmeinnow welcome1 welcome12 welcome123 changeme changeme1 changeme123 default1
  administrator admin123 admin1234 administrator1 administrator123 root1234 rootroot toor1234 test1234 testtest
  testing1 testing123 guest123 user1234 username demo1234 secret12 secret123 topsecret qazwsxedc qazwsx123
  access14 mustang1 corvette mercedes ferrari1 porsche1 maverick midnight hello123 hello1234 helloworld hellohello
  freedom1 blink182 metallica nirvana1 slipknot spongebob butterfly chocolate cheese123 cookie123 banana123
  summer2023 summer2024 summer2025 summer2026 winter2023 winter2024 winter2025 winter2026 spring2025 spring2026
  january1 december october1 november february september blahblah biteme12 killer123 hunter123 asshole1 fuckyou1
  fuckyou123 fuckoff1 zaq12wsx zaq1zaq1 xsw21qaz passpass loginlogin parley123 parley1234 parleyparley
  `
    .trim()
    .split(/\s+/),
);

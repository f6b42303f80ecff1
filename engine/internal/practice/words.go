package practice

import "strings"

// words is the page in one language. It says what happened and promises nothing.
type words struct{ language, direction, title, text string }

var pages = map[string]words{
	"en": {"en", "ltr", "This page came through the tunnel",
		"Byway fetched it through the practice server, so connecting works on this computer. " +
			"It hides nothing: the practice server runs on this very computer, and everything you open leaves from here as before."},
	"ru": {"ru", "ltr", "Эта страница пришла через туннель",
		"Byway получил её через учебный сервер, значит, подключение на этом компьютере работает. " +
			"Она ничего не скрывает: учебный сервер запущен на этом же компьютере, и всё, что вы открываете, уходит отсюда, как и раньше."},
	"fa": {"fa", "rtl", "این صفحه از راه تونل رسید",
		"Byway آن را از راه سرور تمرینی گرفت، پس اتصال روی این رایانه کار می‌کند. " +
			"این چیزی را پنهان نمی‌کند: سرور تمرینی روی همین رایانه اجرا می‌شود و هر چه باز می‌کنید مثل قبل از همین‌جا می‌رود."},
	"zh": {"zh", "ltr", "此页面经由隧道到达",
		"Byway 通过练习服务器取得了它，说明连接在这台电脑上可以使用。" +
			"它不隐藏任何东西：练习服务器就运行在这台电脑上，您打开的一切仍像以前一样从这里发出。"},
}

// wordsFor takes a language tag such as fa or zh-Hans; an unknown one reads English.
func wordsFor(tag string) words {
	language, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if found, ok := pages[language]; ok {
		return found
	}
	return pages["en"]
}

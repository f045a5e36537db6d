"""Sixty strings that would do harm if a page took words for markup. Each sets `window.harm` or shows itself as an element if it gets through."""

_CALL = "window.harm=1"
_TAGS = [
    f"<script>{_CALL}</script>", f"<img src=x onerror={_CALL}>", f"<svg onload={_CALL}>", f"<svg/onload='{_CALL}'>", f"<body onload={_CALL}>",
    "<iframe srcdoc='<script>parent.harm=1</script>'>", "<iframe src='javascript:parent.harm=1'></iframe>", f"<a href='javascript:{_CALL}'>link</a>",
    f"<details open ontoggle={_CALL}>", f"<video><source onerror={_CALL}></video>", f"<input autofocus onfocus={_CALL}>", f"<select autofocus onfocus={_CALL}>",
    f"<textarea autofocus onfocus={_CALL}>", f"<marquee onstart={_CALL}>", f"<audio src=x onerror={_CALL}>", f"<object data='javascript:{_CALL}'>",
    f"<embed src='javascript:{_CALL}'>", f"<form action='javascript:{_CALL}'><button>go</button></form>", f"<math><mtext><img src=x onerror={_CALL}></mtext></math>",
    "<style>@import 'http://evil.example/x.css';</style>", "<link rel=stylesheet href=http://evil.example/x.css>", "<base href=http://evil.example/>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>", f"<template><script>{_CALL}</script></template>", f"<noscript><p title='</noscript><img src=x onerror={_CALL}>'>",
    f"<title></title><img src=x onerror={_CALL}>", f"<xmp><img src=x onerror={_CALL}></xmp>", f"<table background='javascript:{_CALL}'>", "<div style='background:url(http://evil.example/x)'>x</div>",
    "<img srcset='http://evil.example/x 1x'>", f"<svg><animate onbegin={_CALL} attributeName=x dur=1s>", f"<svg><script>{_CALL}</script></svg>", f"<svg><a xlink:href='javascript:{_CALL}'><text>x</text></a></svg>",
]
_BREAKS = [
    f'"><img src=x onerror={_CALL}>', f"'><img src=x onerror={_CALL}>", f"--><script>{_CALL}</script><!--", f"]]><script>{_CALL}</script>", f"</textarea><script>{_CALL}</script>",
    f"</title><script>{_CALL}</script>", f"</script><script>{_CALL}</script>", f'" onmouseover="{_CALL}', f"' onfocus='{_CALL}' autofocus='", f"`${{{_CALL}}}`", f"{{{{constructor.constructor('{_CALL}')()}}}}",
    f"{{@html '<img src=x onerror={_CALL}>'}}", f"${{{_CALL}}}", f"#{{{_CALL}}}", f"<%= {_CALL} %>", f"javascript:{_CALL}//", f"data:text/html,<script>{_CALL}</script>", f"&lt;script&gt;{_CALL}&lt;/script&gt;",
    f"&#60;script&#62;{_CALL}&#60;/script&#62;", f"\\u003cscript\\u003e{_CALL}\\u003c/script\\u003e", f"%3Cscript%3E{_CALL}%3C/script%3E", f"＜script＞{_CALL}＜/script＞", f"<scr<script>ipt>{_CALL}</scr</script>ipt>",
    f"\u202e<img src=x onerror={_CALL}>\u202c", f"\u2066مرحبا\u2069 <b onclick={_CALL}>x</b>", f'=HYPERLINK("http://evil.example")<img src=x onerror={_CALL}>', "../../../../etc/passwd?<script>",
]
STRINGS = (_TAGS + _BREAKS)[:60]
assert len(STRINGS) == 60
assert len(set(STRINGS)) == 60

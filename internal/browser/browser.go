// Package browser drives a Chromium for tests of pages: a tab that remembers
// what went wrong in it and what it asked for. A test is skipped where there is
// no browser, and fails instead where CI is set.
package browser

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"asbuilt/internal/tool"
)

// patience is how long an expression of a page may take to become true. It
// guards against a hang and measures nothing.
const patience = 20 * time.Second

// Tab is a browser's tab.
type Tab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	wrong    []string
	requests []string
}

// New opens a tab of a browser of its own, which ends with the test.
func New(t *testing.T) *Tab {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(tool.Browser(t)), chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.Flag("disable-component-update", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	b := &Tab{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, b.event); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *Tab) event(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		b.wrong = append(b.wrong, "console."+string(ev.Type))
	case *runtime.EventExceptionThrown:
		b.wrong = append(b.wrong, ev.ExceptionDetails.Text)
	case *log.EventEntryAdded: // what a policy forbids is here
		b.wrong = append(b.wrong, ev.Entry.Text+" "+ev.Entry.URL)
	case *page.EventJavascriptDialogOpening:
		b.wrong = append(b.wrong, "dialog: "+ev.Message)
		go chromedp.Call(b.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{}) // else the page waits
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, ev.Request.URL)
	}
}

// Unguarded switches off the policies of the pages that are opened from now on, so that
// what they say alone keeps scripts and loads out; a dialog counts as something wrong.
func (b *Tab) Unguarded() {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, page.Enable, page.EnableParams{}); err != nil {
		b.t.Fatal(err)
	}
	if _, err := chromedp.Call(b.ctx, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}); err != nil {
		b.t.Fatal(err)
	}
}

// Forget is what went wrong and what was asked for, which then count no more.
func (b *Tab) Forget() (wrong, requests []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	wrong, requests, b.wrong, b.requests = b.wrong, b.requests, nil, nil
	return wrong, requests
}

// Run runs an action for a minute at most.
func Run[T any](b *Tab, a chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

// Value is the value of an expression of the page.
func Value[T any](b *Tab, expression string) T {
	b.t.Helper()
	return Run(b, chromedp.Evaluate[T](expression))
}

// Do runs statements in the page.
func (b *Tab) Do(statements string) {
	b.t.Helper()
	Run(b, chromedp.Evaluate[chromedp.Void](statements))
}

// Fail fails the test that the tab belongs to.
func (b *Tab) Fail(format string, args ...any) {
	b.t.Helper()
	b.t.Errorf(format, args...)
}

// Open goes to an address.
func (b *Tab) Open(address string) {
	b.t.Helper()
	Run(b, chromedp.Navigate(address))
}

// Click clicks on the first element that a selector finds.
func (b *Tab) Click(selector string) {
	b.t.Helper()
	Run(b, chromedp.Click(chromedp.CSS(selector)))
}

// Focus gives the focus to the first element that a selector finds.
func (b *Tab) Focus(selector string) {
	b.t.Helper()
	Run(b, chromedp.Focus(chromedp.CSS(selector)))
}

// Press presses a key.
func (b *Tab) Press(key string, modifiers ...chromedp.KeyOption) {
	b.t.Helper()
	Run(b, chromedp.KeyEvent(key, modifiers...))
}

// Is waits until an expression of the page is true, also of a page that comes
// after this one.
func (b *Tab) Is(what string) {
	b.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
		yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+what+")"))
		cancel()
		if err == nil && yes {
			return
		}
	}
	got, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](
		"location + ' focus: ' + document.activeElement.outerHTML.slice(0, 200)"+
			" + ' text: ' + document.body.innerText.slice(0, 400)"))
	b.t.Fatalf("never true: %s; the page is %s", what, got)
}

// At waits until the tab has gone to the page whose address ends with suffix, and
// that page has its content. Leaving a page cuts off what it was being asked, which
// [Tab.Is] asks again.
func (b *Tab) At(suffix string) {
	b.t.Helper()
	b.Is("location.href.endsWith(" + strconv.Quote(suffix) + ") && document.querySelector('main')")
}

// Size makes the window that large.
func (b *Tab) Size(width, height int64) {
	b.t.Helper()
	Run(b, chromedp.EmulateViewport(width, height))
}

// Phone makes the window one of a telephone, which is touched.
func (b *Tab) Phone(width, height int64) {
	b.t.Helper()
	Run(b, chromedp.EmulateViewport(width, height, chromedp.EmulateTouch))
}

// Prefer makes the page believe that its reader prefers a color scheme: "light"
// or "dark".
func (b *Tab) Prefer(scheme string) {
	b.t.Helper()
	p := emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, p); err != nil {
		b.t.Fatal(err)
	}
}

// Medium makes the page show itself as on a medium: "print", or "screen".
func (b *Tab) Medium(medium string) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: medium}); err != nil {
		b.t.Fatal(err)
	}
}

// Printed is the page on paper, as PDF; A4 where the page does not say otherwise.
func (b *Tab) Printed() []byte {
	b.t.Helper()
	pdf, err := chromedp.Call(b.ctx, page.PrintToPDF, page.PrintToPDFParams{
		PreferCSSPageSize: new(true), PaperWidth: 8.27, PaperHeight: 11.69,
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return pdf.Data
}

// middle brings the first element that a selector finds into sight, and is its middle.
func (b *Tab) middle(selector string) (x, y float64) {
	b.t.Helper()
	at := Value[[]float64](b, "(function (e) { e.scrollIntoView({block: 'center', behavior: 'instant'}); "+
		"var r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })"+
		"(document.querySelector("+strconv.Quote(selector)+"))")
	return at[0], at[1]
}

// Hover moves the mouse to the middle of the first element that a selector finds.
func (b *Tab) Hover(selector string) {
	b.t.Helper()
	x, y := b.middle(selector)
	move := input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: x, Y: y}
	if _, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, move); err != nil {
		b.t.Fatal(err)
	}
}

// Tap touches the middle of the first element that a selector finds.
func (b *Tab) Tap(selector string) {
	b.t.Helper()
	x, y := b.middle(selector)
	for _, touch := range []input.DispatchTouchEventParams{
		{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: x, Y: y}}},
		{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}},
	} {
		if _, err := chromedp.Call(b.ctx, input.DispatchTouchEvent, touch); err != nil {
			b.t.Fatal(err)
		}
	}
}

// Clean fails the test if anything went wrong in a page, but for what contains
// one of the words, and forgets it.
func (b *Tab) Clean(but ...string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
wrong:
	for _, text := range b.wrong {
		for _, expected := range but {
			if strings.Contains(text, expected) {
				continue wrong
			}
		}
		b.t.Errorf("in the page: %s", text)
	}
	b.wrong = nil
}

// Within fails the test if the tab asked for anything that does not lie below
// base, or for nothing at all.
func (b *Tab) Within(base string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.requests) == 0 {
		b.t.Error("the browser asked for nothing")
	}
	for _, r := range b.requests {
		if !strings.HasPrefix(r, base) {
			b.t.Errorf("a request to %s", r)
		}
	}
}

// Accessible asks axe-core, whose source is handed in, about the page, and about
// the size of what is touched, which it asks only when it is told to, and which nothing on
// paper is. It fetches no
// style sheet a second time, which the pages' policy would refuse, and say so.
func (b *Tab) Accessible(axe, where string) {
	b.t.Helper()
	b.Do(axe)
	found := Run(b, chromedp.Evaluate[[]string](`axe.run({preload: false, rules: {'target-size': {enabled: !matchMedia('print').matches}}}).then(r => r.violations.map(v => v.id + ': ' + v.help + ': ' +
		v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | ')))`,
		chromedp.EvalAwaitPromise))
	for _, f := range found {
		b.t.Errorf("%s: %s", where, f)
	}
}

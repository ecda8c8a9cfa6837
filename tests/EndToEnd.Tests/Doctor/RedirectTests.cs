namespace Berth.EndToEnd.Tests.Doctor;

public sealed class RedirectTests : IDisposable
{
    readonly Patient patient = new();

    [Fact]
    public void A_page_that_redirects_to_itself_is_a_circle()
    {
        StartLeading("return '/'");
        var answer = patient.Ask(Url).Found("redirect-circle");
        Assert.Contains($"GET / is answered 302 and leads to {Url}", answer.Proof);
        Assert.Equal($"curl -sSL --max-redirs 5 -o /dev/null -D - {Url}", answer.Command);
    }

    [Fact]
    public void Two_pages_that_redirect_to_each_other_are_a_circle()
    {
        StartLeading("return '/b' if path == '/' else '/'");
        patient.Ask().Found("redirect-circle");
    }

    [Fact]
    public void Pages_without_an_end_are_a_circle_too()
    {
        StartLeading("return path + 'a'");
        patient.Ask().Found("redirect-circle");
    }

    [Fact]
    public void A_page_that_sets_a_cookie_and_redirects_to_itself_is_well()
    {
        StartLeading("return None if cookie == 'seen=1' else '/'");
        Assert.Contains("answers 302", patient.Ask(Url).Healthy().Sentence);
    }

    [Fact]
    public void What_a_redirect_leads_to_is_what_a_client_gets()
    {
        StartLeading("return '/broken' if path == '/' else None", status: 500);
        patient.Ask(Url).Found("server-error");
    }

    [Fact]
    public void A_redirect_to_a_port_where_nobody_is()
    {
        StartLeading($"return 'http://localhost:{patient.Port + 1}/login?next=/'");
        var answer = patient.Ask(Url).Found("redirect-to-nobody");
        Assert.Equal($"berth doctor 'http://localhost:{patient.Port + 1}/login?next=/'", answer.Command);
    }

    [Fact]
    public void A_redirect_to_another_machine_is_not_followed()
    {
        StartLeading("return 'http://example.com/'");
        Assert.Contains("http://example.com/", patient.Ask(Url).Healthy().Sentence);
    }

    string Url => $"http://127.0.0.1:{patient.Port}/";

    // `where` is a function's body: of `path` and `cookie` to a Location, or None for a page.
    void StartLeading(string where, int status = 200) => patient.Start($"""
        def where(path, cookie): {where}
        class Leading(Page):
            def do_GET(self):
                to = where(self.path, self.headers.get('Cookie'))
                self.send_response(302 if to else {status})
                self.send_header('Set-Cookie', 'seen=1; Path=/; HttpOnly')
                if to: self.send_header('Location', to)
                self.send_header('Content-Length', '0'); self.end_headers()
        Page = Leading
        web('127.0.0.1', PORT); ready(); wait()
        """);

    public void Dispose() => patient.Dispose();
}

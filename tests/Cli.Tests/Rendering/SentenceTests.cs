using Berth.Cli.Rendering;

namespace Berth.Cli.Tests.Rendering;

public class SentenceTests
{
    [Theory]
    [InlineData("it is full", "it is full.")]
    [InlineData("did you mean `run`?", "did you mean `run`?")]
    [InlineData("a long line...", "a long line...")]
    [InlineData("it is gone.", "it is gone.")]
    [InlineData("a\u001b[31m", @"a\x1b[31m.")]
    public void A_sentence_ends_once(string reason, string sentence) => Assert.Equal(sentence, Sentence.End(reason));
}

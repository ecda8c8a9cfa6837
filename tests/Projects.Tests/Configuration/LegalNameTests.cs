namespace Berth.Projects.Tests.Configuration;

public class LegalNameTests
{
    [Theory]
    [InlineData("/code/shop", "shop")]
    [InlineData("/code/My Shop!", "my-shop")]
    [InlineData("/code/bell\a", "bell")]
    [InlineData("/code/___", "project")]
    [InlineData("/", "project")]
    public void A_folder_has_a_name_that_is_one(string folder, string name) => Assert.Equal(name, LegalName.Of(folder));

    [Fact]
    public void A_name_is_never_too_long() => Assert.True(LegalName.Is(LegalName.Of("/code/" + new string('x', 300))));

    [Theory]
    [InlineData("api", true)]
    [InlineData("api-2_b", true)]
    [InlineData("Api", false)]
    [InlineData("my api", false)]
    [InlineData("-api", false)]
    [InlineData("", false)]
    public void Some_words_are_names(string word, bool isName) => Assert.Equal(isName, LegalName.Is(word));
}

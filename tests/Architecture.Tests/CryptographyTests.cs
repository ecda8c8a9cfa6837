namespace Berth.Architecture.Tests;

/// <summary>.NET's cryptography is OpenSSL's, and a program ends (SIGABRT) at its first use where that is not installed.</summary>
public class CryptographyTests
{
    // Each asks Tls.IsThere before it comes here.
    static readonly string[] behindTheQuestion = ["Dialler.cs", "CertificateReader.cs", "TlsTry.cs", "LocalRootReader.cs"];

    [Fact]
    public void Only_what_speaks_tls_uses_it()
    {
        foreach (var path in Checkout.Projects.SelectMany(Checkout.Sources))
        {
            var text = File.ReadAllText(path);
            if (!text.Contains("System.Security.Cryptography", StringComparison.Ordinal) && !text.Contains("SslStream", StringComparison.Ordinal)) continue;
            Assert.Contains(Path.GetFileName(path), behindTheQuestion);
        }
    }
}

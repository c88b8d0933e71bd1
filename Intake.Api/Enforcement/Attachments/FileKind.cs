using System.IO.Compression;

namespace Intake.Api.Enforcement.Attachments;

/// <summary>What a file is by its own bytes; what its name or its sender says counts for nothing.</summary>
/// <param name="MediaType">As it is served.</param>
/// <param name="Name">In Chinese.</param>
/// <param name="IsPicture">Whether browsers show it as a picture.</param>
public sealed record FileKind(string MediaType, string Name, bool IsPicture)
{
    public const string Accepted = "JPEG、PNG、WebP、HEIC 图片，PDF，Word、Excel 文档（docx、xlsx），MP4 视频";

    /// <summary>What file pickers offer.</summary>
    public const string AcceptedTypes =
        "image/jpeg,image/png,image/webp,image/heic,.heic,application/pdf,.docx,.xlsx,video/mp4";

    private static readonly FileKind Jpeg = new("image/jpeg", "图片", true);
    private static readonly FileKind Png = new("image/png", "图片", true);
    private static readonly FileKind WebP = new("image/webp", "图片", true);
    private static readonly FileKind Heic = new("image/heic", "图片（HEIC）", false);
    private static readonly FileKind Pdf = new("application/pdf", "PDF", false);
    private static readonly FileKind Mp4 = new("video/mp4", "视频", false);

    private static readonly FileKind Word = new(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word 文档",
        false
    );

    private static readonly FileKind Excel = new(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel 文档",
        false
    );

    private static readonly string[] HeicBrands = ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"];
    private static readonly string[] Mp4Brands =
    [
        "isom",
        "iso2",
        "mp41",
        "mp42",
        "avc1",
        "M4V ",
        "qt  ",
        "3gp4",
        "3gp5",
    ];

    public static FileKind? OfMediaType(string mediaType) =>
        Array.Find([Jpeg, Png, WebP, Heic, Pdf, Mp4, Word, Excel], k => k.MediaType == mediaType);

    /// <summary>The kind of a content, or nothing when it is none that is taken.</summary>
    public static FileKind? Of(byte[] content)
    {
        ReadOnlySpan<byte> bytes = content;
        return bytes switch
        {
            _ when bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]) => Jpeg,
            _ when bytes.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) => Png,
            _ when bytes.StartsWith("RIFF"u8) && At(bytes, 8, "WEBP"u8) => WebP,
            _ when bytes.StartsWith("%PDF-"u8) => Pdf,
            _ when At(bytes, 4, "ftyp"u8) => Branded(bytes),
            _ when bytes.StartsWith<byte>([0x50, 0x4B, 0x03, 0x04]) => Office(content),
            _ => null,
        };
    }

    private static bool At(ReadOnlySpan<byte> bytes, int offset, ReadOnlySpan<byte> wanted) =>
        bytes.Length >= offset + wanted.Length && bytes[offset..].StartsWith(wanted);

    private static FileKind? Branded(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12)
        {
            return null;
        }
        var brand = System.Text.Encoding.ASCII.GetString(bytes[8..12]);
        return HeicBrands.Contains(brand, StringComparer.Ordinal) ? Heic
            : Mp4Brands.Contains(brand, StringComparer.Ordinal) ? Mp4
            : null;
    }

    /// <summary>A zip that is a document without macros.</summary>
    private static FileKind? Office(byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
            var names = zip.Entries.Select(e => e.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (
                !names.Contains("[Content_Types].xml")
                || names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))
            )
            {
                return null;
            }
            return names.Contains("word/document.xml") ? Word
                : names.Contains("xl/workbook.xml") ? Excel
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}

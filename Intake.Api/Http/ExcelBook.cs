namespace Intake.Api.Http;

/// <summary>A workbook as an answer.</summary>
public static class ExcelBook
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <remarks>
    /// Into a file first, which goes when it is sent: a package is closed by writes that do not wait, which an answer does
    /// not take.
    /// </remarks>
    public static async Task<IResult> AnswerAsync(string name, Func<Stream, Task> write)
    {
        var file = new FileStream(
            Path.GetTempFileName(),
            new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose,
            }
        );
        try
        {
            await write(file);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
        file.Position = 0;
        return Results.Stream(file, MediaType, name);
    }
}

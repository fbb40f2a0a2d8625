"""The program packed for Windows with all it needs: unzipped and double clicked, without Python and internet."""
